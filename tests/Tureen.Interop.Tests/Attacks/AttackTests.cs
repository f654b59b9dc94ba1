using Tureen.Interop.Tests.Attacks.Broadcasts;
using Tureen.Interop.Tests.Attacks.Sctp;
using Tureen.Interop.Tests.Attacks.Signaling;
using Tureen.Interop.Tests.Attacks.Sockets;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>Whatever one hostile client does, two honest peers in another room of the same worker lose nothing.</summary>
public sealed class AttackTests(AttackServer server, ITestOutputHelper output) : IClassFixture<AttackServer>
{
    /// <summary>Milliseconds, on an idle machine.</summary>
    private const double StrictLatency = 20;

    /// <summary>Milliseconds, in a build for debugging on a machine that does something else as well.</summary>
    private const double LooseLatency = 250;

    private static readonly Attack[] Attacks =
    [
        new HeldPacketAttack(isSvc: false),
        new HeldPacketAttack(isSvc: true),
        new ForgedCookieAttack(),
        new RepeatedExtensionAttack(),
        new MixedCodecAttack(),
        new ReflectorAttack(),
        new CrossSiteAttack(),
        new PortAttack(),
        new ForwardTsnAttack(),
        new SkippedStreamAttack(),
        new OutgoingResetAttack(),
        new IncomingResetAttack(),
        new SackAttack(),
        new StandingTimestampAttack(),
        new SilentConnectionAttack(),
        new LongNameAttack(),
        new RenamingAttack(),
        new AppDataAttack(),
        new ReplicaAttack(),
        new LingeringAttack(),
        new NotificationAttack(),
        new TakeoverAttack(),
        new RoomFloodAttack(),
    ];

    /// <summary>All of them, or those that begin with what is named by hand, such as <c>TUREEN_ATTACK=S3</c>.</summary>
    public static TheoryData<string> Names =>
    [
        .. Attacks.Select(static attack => attack.Name)
            .Where(static name => name.StartsWith(Environment.GetEnvironmentVariable("TUREEN_ATTACK") ?? string.Empty, StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(LongFloor.Trait, LongFloor.Value)]
    public async Task An_honest_call_in_another_room_does_not_notice(string name)
    {
        Attack attack = Attacks.Single(attack => attack.Name == name);
        var duration = TimeSpan.FromSeconds(LongFloor.IsOn ? attack.LongSeconds : attack.ShortSeconds);

        AttackReport report = await server.RunAsync(attack, duration);

        output.WriteLine(report.ToString());
        if (LongFloor.ResultFile("attacks.txt") is { } file)
        {
            await File.AppendAllTextAsync(file, report + "\n", TestContext.Current.CancellationToken);
        }

        string text = $"{report}\n{server.Log}";
        Assert.True(report.IsCallOpen, text);
        Assert.True(report.IsHealthy, text);
        Assert.True(report.Call.Lost == 0, text);
        Assert.True(report.Failure is null, $"{text}\n{report.Failure}");
        Assert.True(report.Call.P99 <= (LongFloor.IsOn ? StrictLatency : LooseLatency), text);
    }
}
