# What `cmake --install` and `cpack` put where: the command, its man pages and completions (made by the command itself, from
# the lines of --help), schemas, systemd units, licence.
include(GNUInstallDirs)
set(pages ${CMAKE_CURRENT_BINARY_DIR}/documentation)
set(page_files ${pages}/baogao.1.gz)
set(page_commands COMMAND $<TARGET_FILE:baogao> --man > ${pages}/baogao.1)
foreach(command convert inspect diff quantities schema)
  list(APPEND page_files ${pages}/baogao-${command}.1.gz)
  list(APPEND page_commands COMMAND $<TARGET_FILE:baogao> --man ${command} > ${pages}/baogao-${command}.1)
endforeach()
foreach(shell bash zsh fish)
  list(APPEND page_commands COMMAND $<TARGET_FILE:baogao> --completion ${shell} > ${pages}/baogao.${shell})
endforeach()
# Who answers for a package is who builds it, as Debian's own tools have it: DEBFULLNAME and DEBEMAIL. Without them the address
# is one that reaches nobody (RFC 2606), so that no one is written to by mistake.
set(contact_name "baogao maintainers")
set(contact_address "maintainers@baogao.invalid")
if(DEFINED ENV{DEBEMAIL})
  set(contact_address "$ENV{DEBEMAIL}")
endif()
if(DEFINED ENV{DEBFULLNAME})
  set(contact_name "$ENV{DEBFULLNAME}")
endif()
set(BAOGAO_CONTACT "${contact_name} <${contact_address}>" CACHE STRING "Who answers for the package")
set(contact "${BAOGAO_CONTACT}")
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian "baogao (${PROJECT_VERSION}-1) unstable; urgency=medium\n\n"
  "  * Version ${PROJECT_VERSION}; changelog.gz says what is new.\n\n -- ${contact}  Sat, 01 Jan 2000 00:00:00 +0000\n")
add_custom_command(
  OUTPUT ${page_files}
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${pages}
  COMMAND ${CMAKE_COMMAND} -E make_directory ${pages}
  ${page_commands}
  COMMAND cp ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${pages}/changelog
  COMMAND cp ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian ${pages}/changelog.Debian
  COMMAND gzip -9n ${pages}/*.1 ${pages}/changelog ${pages}/changelog.Debian
  DEPENDS baogao CHANGELOG.md)
add_custom_target(documentation ALL DEPENDS ${page_files})

install(TARGETS baogao)
install(FILES ${page_files} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${pages}/baogao.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME baogao)
install(FILES ${pages}/baogao.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _baogao)
install(FILES ${pages}/baogao.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(DIRECTORY schemas/ DESTINATION ${CMAKE_INSTALL_DATADIR}/baogao/schemas FILES_MATCHING PATTERN "*.csv" PATTERN "*.json" PATTERN build EXCLUDE)
install(FILES pipeline/systemd/baogao.service pipeline/systemd/baogao.timer pipeline/systemd/baogao-failed@.service DESTINATION lib/systemd/system)
install(FILES pipeline/systemd/baogao.cron DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES README.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${pages}/changelog.gz ${pages}/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_PACKAGE_CONTACT "${contact}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "poppler-utils, libreoffice-writer")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Chinese government reports into tables")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Sections, projects, targets and results of government work reports,
 plans and statistical bulletins as CSV, workbook, SQLite and JSON Lines,
 each number with the line and column it stands on.")
include(CPack)
