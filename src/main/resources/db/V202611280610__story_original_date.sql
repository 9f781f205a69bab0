-- When an original came out that nobody knows was read as the first moment of 1970, and kept so at the next save.
update story set source_published = null where source_published = 0;
