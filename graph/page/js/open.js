/* One closed scope for all rooms of the page; nothing is put on the window. */
(async () => {
'use strict';
