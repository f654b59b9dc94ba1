using Tureen.Interop.Tests.Attacks.Broadcasts;
using Tureen.Interop.Tests.Attacks.Sctp;
using Tureen.Interop.Tests.Attacks.Signaling;
using Tureen.Interop.Tests.Attacks.Sockets;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>Whatever one hostile client does, two honest peers in another room of the same worker lose nothing.</summary>
public sealed class AttackTests(AttackServer server, ITestOutputHelper output) : IClassFixture<AttackServer>
{
    /// <summary>Milliseconds that 99 of 100 packets may take at most, on a machine that does nothing else.</summary>
    private const double StrictLatency = 20;

    /// <summary>
    /// Milliseconds that half of the packets may take at most, in a build for debugging on a machine that does something else as well.
    /// Such a machine stands still for a while now and then, which is no fault of the server; a server that an attack occupies is late
    /// with most packets.
    /// </summary>
    private const double LooseLatency = 100;

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
        Assert.True(LongFloor.IsOn ? report.Call.P99 <= StrictLatency : report.Call.Median <= LooseLatency, text);
    }
}
