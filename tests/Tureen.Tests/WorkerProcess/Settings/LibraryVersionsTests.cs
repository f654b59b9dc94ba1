using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Settings;

public sealed class LibraryVersionsTests
{
    [Theory]
    [InlineData("3.27.1", true, false, true)]
    [InlineData("3.27.0", true, false, true)]
    [InlineData("3.26.0", false, true, true)]
    [InlineData("3.24.2", false, true, true)]
    [InlineData("3.23.0", false, true, true)]
    [InlineData("3.22.0", false, true, false)]
    [InlineData("3.21.0", false, true, false)]
    public void Each_supported_version_has_its_schema(string version, bool isWide, bool hasMode, bool hasThreshold)
    {
        ChannelSchema schema = LibraryVersions.FindSchema(version);

        Assert.Equal(
            new ChannelSchema
            {
                HasWideBitrates = isWide,
                HasMappedScalabilityMode = hasMode,
                HasDefaultBufferedAmountLowThreshold = hasThreshold,
            },
            schema);
    }

    [Theory]
    [InlineData("3.19.3")]
    [InlineData("3.20.10")]
    [InlineData("3.27.2")]
    [InlineData("3.28.0")]
    [InlineData("4.0.0")]
    [InlineData("2.27.1")]
    [InlineData("3.27")]
    [InlineData("3.27.1.0")]
    [InlineData("3.27.1-rc.1")]
    [InlineData("")]
    [InlineData("__MEDIASOUP_VERSION__")]
    public void Another_version_is_refused_with_the_versions_supported(string version)
    {
        SettingsException error = Assert.Throws<SettingsException>(() => LibraryVersions.FindSchema(version));

        Assert.Contains($"mediasoup {version} is not supported", error.Message, StringComparison.Ordinal);
        Assert.Contains("3.21.0 to 3.27.1", error.Message, StringComparison.Ordinal);
    }
}
