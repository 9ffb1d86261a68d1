"""What opens strangers' files: a small program without Django, started once a file.

It knows no settings and no secrets. It is told what to do as one `Job` on its standard
input, writes files into one folder, and says one `Answer` on its standard output.
Starting it, and believing only what fits, is `hub.media.children`'s.
"""
