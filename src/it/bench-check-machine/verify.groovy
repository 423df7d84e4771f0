def log = new File(basedir, 'build.log').text
assert log =~ /The machines are not alike: processor .*, was A processor of long ago; cores .*, was 1; system .*, was Other system\. Their scores cannot be compared\./
assert log.contains('[WARNING] The machines are not alike: processor ')
assert log.contains('[INFO] 4 comparisons: 4 pass, 0 fail, 0 inconclusive')
assert new File(basedir, 'jmh-result.machine.json').text.contains('"processor"')
assert !log.contains('\tat ') : 'a stack trace'
return true
