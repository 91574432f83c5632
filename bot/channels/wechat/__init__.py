"""WeChat service accounts: pushes in, one answer within five seconds, the rest by the platform's interfaces."""
