def log = new File(basedir, 'build.log').text
assert log.contains('[WARNING] There is no result to report in')
assert log.contains('Search first: mvn collabgraph:search')
assert log =~ /\[INFO\] small: .*target.collabgraph.small.report\.html/

def site = new File(basedir, 'target/site')
def pages = site.listFiles().findAll { it.name.endsWith('.html') }
def chapters = new File(basedir, 'src/site/markdown').list().collect { it.replace('.md', '.html') }
assert pages*.name.containsAll(chapters)

// The report: a page in the site's look, and one of its own for each suite
def page = new File(site, 'collabgraph.html').text
assert page.contains('href="collabgraph/small.html"')
assert page =~ /\d+\.\d %/
def alone = new File(basedir, 'target/collabgraph/small/report.html').text
assert new File(site, 'collabgraph/small.html').text == alone

// No link between chapters leads nowhere, no heading that a link names is missing
def announced = (new File(basedir, 'src/site/site.xml').text =~ /href="([a-z-]+\.html)"/).collect { it[1] }
def dead = []
pages.each { from ->
    (from.text =~ /(?:href|src)="([^"]*)"/).collect { it[1] }.each { link ->
        if (link ==~ /(?:[a-z]+:|\/\/).*/ || link.isEmpty()) {
            return
        }
        def (file, anchor) = (link.split('#', 2) as List) + [null]
        def target = file.isEmpty() ? from : new File(from.parentFile, URLDecoder.decode(file, 'UTF-8'))
        if (!target.exists()) {
            if (!announced.contains(file)) {
                dead << "${from.name}: $link"
            }
        } else if (anchor && target.name.endsWith('.html') && !(target.text =~ /(?:id|name)="${java.util.regex.Pattern.quote(anchor)}"/)) {
            dead << "${from.name}: $link"
        }
    }
}
assert dead.isEmpty()
return true
