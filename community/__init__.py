"""What readers add to stories: replies under them, and the bell."""
