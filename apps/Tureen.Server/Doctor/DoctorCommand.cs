using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server.Doctor;

/// <summary>Prints what a browser would see of a server with these settings, and what is wrong with it.</summary>
internal sealed class DoctorCommand(RoomServerSettings settings, Uri? clock, TextWriter output)
{
    /// <summary>The exit code when something is bad.</summary>
    public const int Trouble = 2;

    /// <summary>Reads where the time comes from.</summary>
    /// <exception cref="SettingsException">It is no address.</exception>
    public static Uri? ReadClock(CommandLine line, Func<string, string?> environment)
    {
        SettingsOption option = ServerOptions.Clock;
        var source = new SettingsSource(one => line.Get(one) ?? environment(one.EnvironmentName), static one => "--" + one.Name);
        return source.Text(option) is { } text ? source.HttpUrl(option, text) : null;
    }

    /// <summary>Runs all checks.</summary>
    /// <returns>The exit code: 0 when nothing is bad.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        List<Finding> findings = [];
        await ReportAsync(findings, AddressCheck.Run(settings));
        await ReportAsync(findings, await PortCheck.RunAsync(settings, cancellation));
        await ReportAsync(findings, CertificateCheck.Run(settings, TimeProvider.System));
        await ReportAsync(findings, await IceServerCheck.RunAsync(settings, cancellation));
        await ReportAsync(findings, await ClockCheck.RunAsync(clock ?? AuthorityOf(settings), TimeProvider.System, cancellation));
        await ReportAsync(findings, SystemCheck.Run());
        int bad = findings.Count(static one => one.Level == FindingLevel.Bad);
        int warnings = findings.Count(static one => one.Level == FindingLevel.Warning);
        await output.WriteLineAsync(bad + warnings == 0 ? "Nothing is wrong." : $"{bad} bad, {warnings} to look at.");
        return bad > 0 ? Trouble : 0;
    }

    private static Uri? AuthorityOf(RoomServerSettings settings) =>
        Uri.TryCreate(settings.TokenAuthority, UriKind.Absolute, out Uri? authority) ? authority : null;

    private async Task ReportAsync(List<Finding> all, IReadOnlyList<Finding> findings)
    {
        all.AddRange(findings);
        foreach (Finding finding in findings)
        {
            string mark = finding.Level switch { FindingLevel.Good => "ok  ", FindingLevel.Warning => "look", _ => "BAD " };
            await output.WriteLineAsync($"{mark} {finding.Subject}: {finding.Text}");
            if (finding.Advice is { } advice)
            {
                await output.WriteLineAsync($"     -> {advice}");
            }
        }
    }
}
