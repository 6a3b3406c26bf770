package org.sipbrandy.cli.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads pages as the XML that they must be. */
final class Pages {
    private Pages() {}

    static Document parse(String page) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + e.getMessage() + "\n" + page, e);
        }
    }

    static List<Element> elements(Document page, String name) {
        return list(page.getElementsByTagNameNS("*", name));
    }

    private static List<Element> list(NodeList nodes) {
        var list = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            list.add((Element) nodes.item(i));
        }
        return list;
    }

    static List<Element> ofClass(Document page, String name) {
        return elements(page, "*").stream()
                .filter(one -> List.of(one.getAttribute("class").split(" ")).contains(name))
                .toList();
    }

    /** The wide drawing of the ladder. */
    static Element ladder(Document page) {
        return ofClass(page, "wide").getFirst();
    }

    /** Texts of that class in an element. */
    static List<String> texts(Element in, String cssClass) {
        return list(in.getElementsByTagNameNS("*", "text")).stream()
                .filter(one -> List.of(one.getAttribute("class").split(" ")).contains(cssClass))
                .map(Element::getTextContent)
                .toList();
    }
}
