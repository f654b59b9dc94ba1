// The page calls us; nothing begins by itself.
return 0;
