# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
#
# bash completion for mingle; commands and options are read from its help.
_mingle() {
  local current=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]}
  local words
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=$("$program" --help 2>/dev/null |
      sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
    mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$current")
  elif [[ $current == -* ]]; then
    words=$("$program" "${COMP_WORDS[1]}" --help 2>/dev/null |
      grep -o -- '--[a-z-]*' | sort -u)
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _mingle mingle
