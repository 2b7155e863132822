/** Continuous sync as the user's own service: systemd, launchd, Windows' task scheduler. */
@NullMarked
package dev.stackunderflow.app.service;

import org.jspecify.annotations.NullMarked;
