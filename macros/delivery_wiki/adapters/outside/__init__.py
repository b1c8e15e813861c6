"""The machine as it is: clock, files, streams, signals, git, ssh-keygen, fonts. Knows no project."""
