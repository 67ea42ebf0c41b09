#ifndef CNCURSES_H
#define CNCURSES_H

/* The wide library; functions instead of macros, so that they can be imported. */
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#ifndef _XOPEN_SOURCE_EXTENDED
#define _XOPEN_SOURCE_EXTENDED 1
#endif

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdio.h>
#include <termios.h>

/* <term.h> defines hundreds of macros with everyday names (columns, lines, bell …), so the four
   functions needed of it are declared here instead. */
extern int setupterm(const char *name, int descriptor, int *error);
extern int tigetflag(const char *capability);
extern int tigetnum(const char *capability);
extern char *tigetstr(const char *capability);

/* Attributes are macros with casts, which are not imported. */
static inline attr_t curses_bold(void) { return WA_BOLD; }
static inline attr_t curses_dim(void) { return WA_DIM; }
static inline attr_t curses_underline(void) { return WA_UNDERLINE; }
static inline attr_t curses_reverse(void) { return WA_REVERSE; }

/* Globals are shared mutable state to Swift 6; they are read here, on the one thread that owns
   curses. */
static inline WINDOW *curses_standard_window(void) { return stdscr; }
static inline WINDOW *curses_shown_window(void) { return curscr; }
static inline int curses_colors(void) { return COLORS; }
static inline int curses_color_pairs(void) { return COLOR_PAIRS; }

/* setcchar takes the extended pair through an untyped pointer and wants a terminated text. */
static inline int curses_make_cell(
    cchar_t *cell, const wchar_t *text, attr_t attributes, int pair) {
  return setcchar(cell, text, attributes, 0, &pair);
}

/* Every result of tigetstr that is not a text is a null pointer here; (char *)-1 otherwise means
   that the name is no string capability. */
static inline const char *curses_string_capability(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

/* The width in cells that the C library, and so ncurses, gives a character in `locale`; wcwidth
   itself asks the locale of the calling thread. */
int columns_of_character(unsigned int scalar, locale_t locale);

/* LC_CTYPE_MASK is a macro with a shift. A null pointer when the locale is not installed. */
static inline locale_t character_locale(const char *name) {
  return newlocale(LC_CTYPE_MASK, name, (locale_t)0);
}

/* A file in memory; memfd_create hides behind _GNU_SOURCE. -1 on failure. */
int memory_file(const char *name);

/* MARK: - Signals (signals.c) */

/* Sends INT, TERM, HUP, TSTP, CONT and WINCH as one byte each, their number, to `descriptor`.
   A third INT, TERM or HUP that nobody has drained ends the process like a fatal signal. */
void signals_deliver(int descriptor);
/* Says that the bytes delivered so far were seen. */
void signals_drained(void);
/* Gives the polite signals their former actions back. */
void signals_withdraw(void);

/* What a fatal signal does from now on: writes `count` bytes to `terminal`, gives it `modes` back,
   copies the text caught in `caught` to `errors` (-1: none), then takes the default action.
   The bytes are copied; at most 1024. */
void signals_guard(
    int terminal, const struct termios *modes, const char *bytes, int count, int caught,
    int errors);
/* Fatal signals find nothing to restore from now on. */
void signals_unguard(void);

/* Stops the process as SIGTSTP does by default; returns when it is continued. */
void signals_suspend(void);
/* Ends the process by the default action of `number`. */
void signals_die(int number);

#endif
