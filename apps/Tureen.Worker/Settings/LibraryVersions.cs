using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Settings;

/// <summary>The versions of the npm package whose channel this program speaks.</summary>
/// <remarks>
/// Patch releases of mediasoup have changed the channel too (3.19.3 and 3.19.22 differ), so a version that is newer than the last one
/// known is refused. Before 3.21 requests have other methods and other options, not only other numbers.
/// </remarks>
internal static class LibraryVersions
{
    public static readonly Version First = new(3, 21, 0);
    public static readonly Version Last = new(3, 27, 1);

    private static readonly Version WideBitrates = new(3, 27, 0);
    private static readonly Version BufferedAmountLowThreshold = new(3, 23, 0);

    /// <summary>Chooses the schema for the value of MEDIASOUP_VERSION.</summary>
    /// <exception cref="SettingsException">The version is not supported.</exception>
    public static ChannelSchema FindSchema(string text)
    {
        if (!Version.TryParse(text, out Version? version) || version.Build < 0 || version.Revision >= 0 || version < First || version > Last)
        {
            throw new SettingsException(
                $"mediasoup {text} is not supported, this worker supports {First} to {Last}: install npm mediasoup@{Last}, see docs/DROP-IN-WORKER.md");
        }

        bool isWide = version >= WideBitrates;
        return new ChannelSchema
        {
            HasWideBitrates = isWide,
            HasMappedScalabilityMode = !isWide,
            HasDefaultBufferedAmountLowThreshold = version >= BufferedAmountLowThreshold,
        };
    }
}
