using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Tureen.Tests.Api.Hosting;

/// <summary>Options of pools in the configuration of a host.</summary>
public sealed class TureenSectionTests
{
    [Fact]
    public void All_options_are_read()
    {
        TureenOptions options = Read(
            ("Tureen:Workers", "3"), ("Tureen:Choice", "roundRobin"), ("Tureen:ReplacesDeadWorkers", "false"), ("Tureen:LogLevel", "warn"),
            ("Tureen:LogTags:0", "Ice"), ("Tureen:LogTags:1", "dtls"), ("Tureen:RtcMinPort", "40000"), ("Tureen:RtcMaxPort", "40999"),
            ("Tureen:DtlsCertificateFile", "cert.pem"), ("Tureen:DtlsPrivateKeyFile", "key.pem"), ("Tureen:WatchdogTimeout", "00:00:07"));

        Assert.Equal((3, WorkerChoice.RoundRobin, false), (options.Workers, options.Choice, options.ReplacesDeadWorkers));
        WorkerSettings worker = options.WorkerSettings;
        Assert.Equal(WorkerLogLevel.Warn, worker.LogLevel);
        Assert.Equal([WorkerLogTag.Ice, WorkerLogTag.Dtls], worker.LogTags);
        Assert.Equal((40000, 40999), (worker.RtcMinPort, worker.RtcMaxPort));
        Assert.Equal(("cert.pem", "key.pem"), (worker.DtlsCertificateFile, worker.DtlsPrivateKeyFile));
        Assert.Equal(TimeSpan.FromSeconds(7), worker.WatchdogTimeout);
    }

    [Fact]
    public void What_is_not_set_stays_as_it_is()
    {
        TureenOptions options = Read(("Tureen:Workers", "1"));
        Assert.True(options.ReplacesDeadWorkers);
        Assert.Equal(new WorkerSettings(), options.WorkerSettings);
    }

    [Fact]
    public void A_list_may_be_one_text() =>
        Assert.Equal([WorkerLogTag.Rtp, WorkerLogTag.Rtcp], Read(("Tureen:LogTags", "rtp, rtcp")).WorkerSettings.LogTags);

    [Fact]
    public void Code_has_the_last_word()
    {
        var services = new ServiceCollection();
        services.AddTureen(Configuration(("Tureen:Workers", "3")), static options => options.Workers = 2);
        Assert.Equal(2, OptionsOf(services, Options.DefaultName).Workers);
    }

    [Theory]
    [InlineData("Workers", "many", "Tureen:Workers must be a number, not 'many'")]
    [InlineData("Workers", "0", "Workers must be within 1..1024")]
    [InlineData("Choice", "Best", "Tureen:Choice must be one of LeastLoaded, RoundRobin, not 'Best'")]
    [InlineData("Choice", "7", "Tureen:Choice must be one of LeastLoaded, RoundRobin, not '7'")]
    [InlineData("ReplacesDeadWorkers", "perhaps", "Tureen:ReplacesDeadWorkers must be true or false, not 'perhaps'")]
    [InlineData("LogTags", "ice,snow", "not 'snow'")]
    [InlineData("WatchdogTimeout", "soon", "Tureen:WatchdogTimeout must be a time such as 00:00:05, not 'soon'")]
    [InlineData("Worker", "3", "Tureen:Worker is no option; the options are Workers")]
    public void A_wrong_value_is_named(string key, string value, string expected)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Read(($"Tureen:{key}", value)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_of_others_and_of_other_pools_are_left_alone()
    {
        IConfiguration configuration = Configuration(("Tureen:Workers", "2"), ("Tureen:Rooms:RtcMinPort", "1"), ("Tureen:Pools:recording:Workers", "5"));
        var services = new ServiceCollection();
        services.AddTureen(configuration).AddKeyedTureen("recording", configuration);
        Assert.Equal(2, OptionsOf(services, Options.DefaultName).Workers);
        Assert.Equal(5, OptionsOf(services, "recording").Workers);
    }

    private static TureenOptions Read(params (string Key, string Value)[] values)
    {
        var services = new ServiceCollection();
        services.AddTureen(Configuration(values));
        return OptionsOf(services, Options.DefaultName);
    }

    private static TureenOptions OptionsOf(ServiceCollection services, string name)
    {
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<TureenOptions>>().Get(name);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();
}
