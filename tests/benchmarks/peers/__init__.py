"""The command lines of other tools: one module for each, all with the same names.

Each has NAME, TARGET ("passages" or "files", what it indexes; "nothing" where it reads them at
every query), DOES (what it does and does not), and `is_installed`, `version`, `index_command`,
`query_command`, `many_command` (queries from standard input, one a line), `refresh_command`,
`count_command`; a command that a tool does not have is None. The scripts over libraries are whole
programs by themselves, run as `python script.py`, so that their cold start carries nothing of ours;
therefore each has its own few lines that stem, and imports a library only where it needs it.
"""
