using Tureen.Net;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Settings;

public sealed class WorkerArgumentsTests
{
    [Fact]
    public void Without_arguments_all_is_as_mediasoup_has_it()
    {
        WorkerArguments settings = WorkerArguments.Parse([]);

        Assert.Equal(WorkerLogLevel.Error, settings.Log.Level);
        Assert.Empty(settings.Log.Tags);
        Assert.Equal(new PortRange(10_000, 59_999), settings.Ports);
    }

    [Fact]
    public void What_the_library_passes_is_taken()
    {
        WorkerArguments settings = WorkerArguments.Parse(
            ["--logLevel=Debug", "--logTag=info", "--logTag=rtp", "--logTag=chicken", "--rtcMinPort=0", "--rtcMaxPort=9.5", "--libwebrtcFieldTrials=x"]);

        Assert.Equal(WorkerLogLevel.Debug, settings.Log.Level);
        Assert.Equal("info,rtp", settings.Log.TagList);
        Assert.Equal(new PortRange(0, 9), settings.Ports);
    }

    [Theory]
    [InlineData("--logLevel=chicken")]
    [InlineData("--rtcMinPort=chicken")]
    [InlineData("--rtcMinPort=-1")]
    [InlineData("--rtcMaxPort=65536")]
    [InlineData("--rtcMaxPort=9999")]
    public void A_wrong_value_is_refused(string argument) =>
        Assert.Throws<SettingsException>(() => WorkerArguments.Parse([argument]));

    [Theory]
    [InlineData("--dtlsCertificateFile=/nowhere/cert.pem")]
    [InlineData("--dtlsPrivateKeyFile=/nowhere/key.pem")]
    [InlineData("--dtlsCertificateFile=/nowhere/cert.pem", "--dtlsPrivateKeyFile=/nowhere/key.pem")]
    public void A_certificate_without_its_key_or_that_is_not_there_is_refused(params string[] arguments) =>
        Assert.Throws<SettingsException>(() => WorkerArguments.Parse(arguments).LoadCertificate());
}
