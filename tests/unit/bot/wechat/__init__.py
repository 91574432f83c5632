"""WeChat: the channel's parts, each by itself; the whole of it is tested against an emulated platform."""
