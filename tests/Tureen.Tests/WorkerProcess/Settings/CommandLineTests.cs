using Tureen.WorkerProcess.Settings;

namespace Tureen.Tests.WorkerProcess.Settings;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--rtcMinPort=40000", "RtcMinPort", "40000")]
    [InlineData("-rtcMinPort=40000", "RtcMinPort", "40000")]
    [InlineData("--logTag=ice", "LogTags", "ice")]
    [InlineData("--dtlsC=a=b", "DtlsCertificateFile", "a=b")]
    [InlineData("--logLevel=", "LogLevel", "")]
    public void An_option_is_known_by_any_beginning_of_its_name_that_no_other_has(string argument, string option, string value)
    {
        (WorkerOption found, string text) = Assert.Single(CommandLine.Read([argument]));

        Assert.Equal(option, found.ToString());
        Assert.Equal(value, text);
    }

    [Theory]
    [InlineData("--log=debug")]
    [InlineData("--rtcMinPort")]
    [InlineData("--chicken=1")]
    public void An_option_that_is_ambiguous_unknown_or_without_a_value_is_refused(string argument) =>
        Assert.Throws<SettingsException>(() => CommandLine.Read([argument]));

    [Fact]
    public void What_is_no_option_and_what_follows_two_dashes_is_passed_over() =>
        Assert.Empty(CommandLine.Read(["word", "-", "--", "--chicken=1"]));
}
