using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tureen.Server.Doctor;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Doctor;

/// <summary>Wrong set-ups, and what the doctor says about them.</summary>
public sealed class DoctorCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_up_for_this_machine_is_good()
    {
        (int code, string report) = await RunAsync(new RoomServerSettings { ListenIp = IPAddress.Loopback });

        Assert.Equal(0, code);
        Assert.DoesNotContain("BAD", report, StringComparison.Ordinal);
        Assert.Contains("ok   media ports: UDP to 127.0.0.1:59999 arrives", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.77")]
    [InlineData("192.0.2.1")]
    public async Task An_announced_address_from_which_nothing_arrives_is_bad(string address)
    {
        (int code, string report) = await RunAsync(new RoomServerSettings { ListenIp = IPAddress.Loopback, AnnouncedAddress = address });

        Assert.Equal(DoctorCommand.Trouble, code);
        Assert.Contains($"BAD  media ports: UDP to {address}:59999", report, StringComparison.Ordinal);
        Assert.Contains("is --announced-address right", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_cannot_be_listened_on()
    {
        (int code, string report) = await RunAsync(new RoomServerSettings { ListenIp = IPAddress.Parse("192.0.2.1") });

        Assert.Equal(DoctorCommand.Trouble, code);
        Assert.Contains("BAD  media ports: no UDP port from 10000 to 59999", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_for_others_without_a_certificate_are_bad()
    {
        (int code, string report) = await RunAsync(new RoomServerSettings { ListenIp = IPAddress.Any });

        Assert.Equal(DoctorCommand.Trouble, code);
        Assert.Contains("BAD  certificate: pages come by HTTP", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-10, -1, "rtc.example.org", "it is good from")]
    [InlineData(-10, 300, "other.example.org", "it is not for other.example.org")]
    [InlineData(-10, 3, "rtc.example.org", "it ends at")]
    public void A_certificate_that_browsers_refuse_is_noticed(int fromDays, int toDays, string announced, string expected)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tureen-doctor-");
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("rtc.example.org");
            request.CertificateExtensions.Add(names.Build());
            using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays));
            var settings = new RoomServerSettings
            {
                IsHttps = true,
                AnnouncedAddress = announced,
                CertificateFile = Path.Combine(folder.FullName, "cert.pem"),
                KeyFile = Path.Combine(folder.FullName, "key.pem"),
            };
            File.WriteAllText(settings.CertificateFile, certificate.ExportCertificatePem());
            File.WriteAllText(settings.KeyFile, key.ExportPkcs8PrivateKeyPem());

            Finding finding = Assert.Single(CertificateCheck.Run(settings, TimeProvider.System));

            Assert.NotEqual(FindingLevel.Good, finding.Level);
            Assert.StartsWith(expected, finding.Text, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("turn:127.0.0.1:9?transport=udp")]
    [InlineData("turn:127.0.0.1:9?transport=tcp")]
    [InlineData("turns:127.0.0.1:9")]
    [InlineData("stun:127.0.0.1:9")]
    public async Task A_TURN_server_that_does_not_answer_is_bad(string url)
    {
        (int code, string report) = await RunAsync(new RoomServerSettings
        {
            ListenIp = IPAddress.Loopback,
            IceServers = [url],
            TurnSecret = "a secret of 16 characters",
        });

        Assert.Equal(DoctorCommand.Trouble, code);
        Assert.Contains($"BAD  {url}: it cannot be used", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-600, true)]
    [InlineData(600, true)]
    [InlineData(0, false)]
    public async Task A_clock_that_is_off_is_bad(int seconds, bool isBad)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        app.Run(context =>
        {
            context.Response.Headers.Date = (DateTimeOffset.UtcNow + TimeSpan.FromSeconds(seconds)).ToString("R");
            return Task.CompletedTask;
        });
        await app.StartAsync(Stop);

        Finding finding = Assert.Single(await ClockCheck.RunAsync(new Uri(app.Urls.First()), TimeProvider.System, Stop));

        Assert.Equal(isBad ? FindingLevel.Bad : FindingLevel.Good, finding.Level);
    }

    [Fact]
    public void This_machine_has_what_a_server_needs() => Assert.DoesNotContain(SystemCheck.Run(), static one => one.Level == FindingLevel.Bad);

    private static async Task<(int Code, string Report)> RunAsync(RoomServerSettings settings)
    {
        var output = new StringWriter();
        int code = await new DoctorCommand(settings, clock: null, output).RunAsync(Stop);
        return (code, output.ToString());
    }
}
