using System.Globalization;

namespace Tureen.Client.Bundler;

/// <summary>How much a browser with an empty cache downloads, in bytes.</summary>
internal sealed record BundleSummary(string Name, int Files, long Plain, long Gzip, long Brotli)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Files} files, {Mebibytes(Brotli)} MiB with brotli, {Mebibytes(Gzip)} MiB with gzip, {Mebibytes(Plain)} MiB plain");

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.00", CultureInfo.InvariantCulture);
}
