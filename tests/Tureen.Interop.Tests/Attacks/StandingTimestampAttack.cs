using System.Globalization;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>S4: small packets on all producers that a peer may have, with RTP timestamps that stand still, so that what is kept of them does not age.</summary>
internal sealed class StandingTimestampAttack : Attack
{
    private const int Producers = 64;
    private const uint FirstSsrc = 600_000;

    /// <summary>Packets a second of the faults' list.</summary>
    private const double Rate = 42_700;

    /// <summary>What a build for debugging takes in without losing packets in the socket.</summary>
    private const double DebugRate = 13_000;

    private static readonly byte[] KeyFrame = [0x10, 0, 0, 0, 0x9D, 0x01, 0x2A, 64, 0, 64, 0, 0, 0, 0, 0, 0];

    public override string Name => "S4 standing timestamps";

    public override int ShortSeconds => 11;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant sender = await scene.JoinAsync("sender");
        Participant viewer = await scene.JoinAsync("viewer");
        int producers = 0;
        for (uint i = 0; i < Producers; i++)
        {
            uint ssrc = FirstSsrc + i;
            producers += await TryAsync(() => sender.ProduceAsync("video", MediaParameters.Vp8(ssrc))) is null ? 1 : 0;
        }

        await viewer.Signaling.WaitForAsync("consumerScore", producers);
        long before = scene.Sample().ResidentKilobytes;
        long count = 0;
        long sent = await scene.Network.SendAsync(LongFloor.IsOn ? Rate : DebugRate, duration, (_, sink) =>
        {
            uint ssrc = FirstSsrc + (uint)(count % producers);
            ushort sequence = (ushort)(count / producers);
            sender.Sending.SendRtp(RtpHeader.Create(MediaParameters.Vp8Type, sequence, 90_000, ssrc, marker: true), KeyFrame, sink);
            count++;
        });

        // What is kept lets go again: the honest call is measured for a while after the flood, too.
        await Task.Delay(TimeSpan.FromSeconds(1));
        long after = scene.Sample().ResidentKilobytes;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{producers} producers, {sent} packets, {sent / duration.TotalSeconds:0} a second, resident {before / 1024} -> {after / 1024} MiB");
    }
}
