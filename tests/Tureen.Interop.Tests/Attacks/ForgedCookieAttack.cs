using System.Buffers.Binary;
using Tureen.Interop.Tests.Native;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks;

/// <summary>S1a: a COOKIE ECHO whose cookie says that it was made a span of time ago that no number holds.</summary>
internal sealed class ForgedCookieAttack : Attack
{
    private const long AlmostTheLongestTime = 922_337_203_685_477_581;

    public override string Name => "S1a forged cookie";

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        Participant attacker = await scene.JoinAsync("attacker");
        var association = new RawAssociation(scene.Network, attacker.Sending);
        await association.InitializeAsync();
        byte[] cookie = association.Cookie;
        BinaryPrimitives.WriteInt64BigEndian(cookie, unchecked(BinaryPrimitives.ReadInt64BigEndian(cookie) - AlmostTheLongestTime));
        uint tag = association.PeerTag + 1;
        BinaryPrimitives.WriteUInt32BigEndian(cookie.AsSpan(8), tag);
        long sent = await scene.Network.SendAsync(50, duration, (now, sink) =>
            attacker.Sending.SendSctp(now, SctpPacketBytes.Packet(tag, SctpPacketBytes.Chunk(RawAssociation.CookieEchoChunk, 0, cookie)), sink));
        return $"{sent} cookies of {cookie.Length} bytes";
    }
}
