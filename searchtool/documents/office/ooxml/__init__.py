"""What a .docx file is made of (ECMA-376): parts, styles, numbering, drawings."""
