import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copies the libraries for the launcher, so that the JVM can keep all their classes in its start-up cache. It keeps none of
 * a signed jar (Bouncy Castle, Corretto), and verifies their signatures at each start instead: the copies are unsigned;
 * Maven has checked what it fetched. It keeps none older than Java 6 either (picocli): those get the frames that newer ones
 * have, and are verified by the JVM as any other. Run from its source by the launcher: {@code FROM TO}.
 */
final class PrepareJars {
    private static final int FIRST_WITH_FRAMES = 50;
    private static final int JAVA_8 = 52;
    private static final int MAGIC = 0xcafebabe;

    private PrepareJars() {}

    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Files.createDirectories(Path.of(arguments[1]));
        try (Stream<Path> jars = Files.list(from)) {
            for (Path jar : jars.filter(it -> it.toString().endsWith(".jar")).toList()) {
                Path copy = to.resolve(jar.getFileName());
                FileTime time = Files.getLastModifiedTime(jar);
                if (!Files.exists(copy) || !Files.getLastModifiedTime(copy).equals(time)) {
                    prepare(jar, copy);
                    Files.setLastModifiedTime(copy, time);
                }
            }
        }
    }

    private static void prepare(Path jar, Path copy) throws IOException {
        try (var in = new ZipFile(jar.toFile())) {
            boolean signed = in.stream().anyMatch(entry -> signature(entry.getName()));
            boolean old = in.stream().anyMatch(entry -> isClass(entry.getName()) && old(read(in, entry)));
            if (!signed && !old) {
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
            var classes = ClassHierarchyResolver.ofResourceParsing(name -> stream(in, name))
                    .orElse(ClassHierarchyResolver.defaultResolver());
            var format = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(classes),
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
            Path made = Files.createTempFile(copy.getParent(), "making", ".tmp");
            try (var out = new ZipOutputStream(Files.newOutputStream(made))) {
                for (ZipEntry entry : in.stream().toList()) {
                    if (signature(entry.getName())) {
                        continue;
                    }
                    byte[] content = read(in, entry);
                    if (isClass(entry.getName()) && old(content)) {
                        content = modern(format, content);
                    }
                    put(out, entry, content);
                }
            }
            Files.move(made, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] modern(ClassFile format, byte[] content) {
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(JAVA_8, 0);
            } else {
                builder.with(element);
            }
        };
        // Bodies have to be taken apart and written anew, or they are copied as they are, without frames.
        return format.transformClass(
                format.parse(content),
                version.andThen(ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element))));
    }

    private static java.io.InputStream stream(ZipFile jar, ClassDesc name) {
        String descriptor = name.descriptorString();
        var entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : jar.getInputStream(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the original has it: what is stored there (native libraries) may be wanted stored. */
    private static void put(ZipOutputStream out, ZipEntry entry, byte[] content) throws IOException {
        var written = new ZipEntry(entry.getName());
        written.setMethod(entry.getMethod());
        written.setTime(entry.getTime());
        if (entry.getMethod() == ZipEntry.STORED) {
            var crc = new CRC32();
            crc.update(content);
            written.setSize(content.length);
            written.setCrc(crc.getValue());
        }
        out.putNextEntry(written);
        out.write(content);
        out.closeEntry();
    }

    private static byte[] read(ZipFile jar, ZipEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static boolean old(byte[] content) {
        var header = java.nio.ByteBuffer.wrap(content);
        return content.length > 8 && header.getInt() == MAGIC && (header.getInt() & 0xffff) < FIRST_WITH_FRAMES;
    }

    private static final Set<String> SIGNATURES = Set.of("SF", "RSA", "DSA", "EC");

    private static boolean signature(String name) {
        return name.startsWith("META-INF/")
                && name.indexOf('/', "META-INF/".length()) < 0
                && SIGNATURES.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
