"""Campaigns against an index: kills, failing calls, full disks, damaged files, and what else users
and systems do to it. `make campaigns` runs them; test_campaigns.py is the short run of each.

    campaign     what a campaign is, and its one line of result
    scene        a collection, its index, and the stages of an index's life
    faults       system calls that fail, by a library in C that is loaded before the others
    kills        SIGKILL at random moments
    failing      every system call failing, once or from then on
    full_disk    a disk that is full after some bytes
    damage       each file of an index cut, zeroed, or with a byte flipped
    queries      draws what nobody should ask
    hostile_queries  asks it
    collection   made-up articles
    readers      processes that ask while the index is written, rebuilt and moved
    memory       the peak of all processes over files that are large, or many
"""
