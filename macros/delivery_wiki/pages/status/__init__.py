"""Where projects stand: home, portfolio, people, plan, process, efforts, calendar; also as JSON and in the terminal."""
