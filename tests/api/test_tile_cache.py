"""The cache of tiles over two server processes on one database and one file: never stale, and never emptied without need."""



