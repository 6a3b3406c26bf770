package org.sipbrandy.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What the tests of all modules said, read from their XML reports. */
public final class TestRun {
    private static final Pattern IDS = Pattern.compile("^((?:[A-Z]+(?:-[A-Z]+)?-\\d+[a-z]?(?:[ ,;]+|$))+)");

    private TestRun() {}

    /**
     * One test.
     *
     * @param ids the rows that its name begins with
     * @param name the rest of its name
     */
    public record Case(String className, List<String> ids, String name, Outcome outcome) {}

    /** How it ended. */
    public enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** The tests of every module below a folder that has reports, in a fixed order. */
    public static List<Case> read(Path root) throws IOException {
        var cases = new ArrayList<Case>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                var reports = module.resolve("target/surefire-reports");
                if (Files.isDirectory(reports)) {
                    try (Stream<Path> files = Files.list(reports)) {
                        for (Path file : files.filter(f -> f.toString().endsWith(".xml"))
                                .sorted()
                                .toList()) {
                            cases.addAll(file(file));
                        }
                    }
                }
            }
        }
        return cases;
    }

    private static List<Case> file(Path file) throws IOException {
        var cases = new ArrayList<Case>();
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var nodes = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("testcase");
            for (int i = 0; i < nodes.getLength(); i++) {
                cases.add(one((Element) nodes.item(i)));
            }
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return cases;
    }

    private static Case one(Element element) {
        String name = element.getAttribute("name");
        String type = element.getAttribute("classname");
        var outcome = element.getElementsByTagName("failure").getLength() > 0
                        || element.getElementsByTagName("error").getLength() > 0
                ? Outcome.FAILED
                : element.getElementsByTagName("skipped").getLength() > 0 ? Outcome.SKIPPED : Outcome.PASSED;
        var matcher = IDS.matcher(name);
        if (!matcher.find()) {
            return new Case(simple(type), List.of(), name, outcome);
        }
        var ids = List.of(matcher.group(1).strip().split("[ ,;]+"));
        return new Case(simple(type), ids, name.substring(matcher.end()).strip(), outcome);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
