"""`python -m searchtool` is `search`."""

from searchtool.cli.main import main

if __name__ == "__main__":
    main()
