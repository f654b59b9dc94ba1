using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Api.Captures;

/// <summary>A simulated call between WebRTC peers, as a capture shows it.</summary>
public sealed class CaptureWriterTests
{
    private static readonly PacketCaptureOptions All = new() { IncludeDecrypted = true, IncludeDtlsKeys = true };

    [Fact]
    public async Task The_file_has_the_handshake_its_keys_and_media_both_encrypted_and_in_the_clear()
    {
        PcapngReader file = (await CaptureAsync(All)).File;

        PcapngReader.Packet[] wire = [.. file.Packets.Where(static packet => packet.Interface == "wire")];
        PcapngReader.Packet[] clear = [.. file.Packets.Where(static packet => packet.Interface == "decrypted")];
        Assert.Equal(["wire", "decrypted"], file.Interfaces);
        Assert.All(wire, static packet => Assert.Equal(packet.Bytes.Length - 20, packet.UdpLength));
        Assert.Contains(wire, static packet => packet.IsSent && IsStun(packet));
        Assert.Contains(wire, static packet => !packet.IsSent && IsStun(packet));
        Assert.Contains(wire, static packet => packet.IsSent && IsDtls(packet));
        Assert.Contains(wire, static packet => !packet.IsSent && IsDtls(packet));
        Assert.Matches("^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$", Assert.Single(file.KeyLogLines));

        // Each packet of media is there twice, in its order and with its header, and only one form can be read.
        PcapngReader.Packet[] encrypted = [.. wire.Where(IsMedia)];
        Assert.True(clear.Length > 200, $"{clear.Length} packets in the clear");
        Assert.Contains(clear, static packet => packet.IsSent);
        Assert.Contains(clear, static packet => !packet.IsSent);
        Assert.Equal(encrypted.Select(static packet => Convert.ToHexString(packet.Payload.AsSpan(0, 8))),
            clear.Select(static packet => Convert.ToHexString(packet.Payload.AsSpan(0, 8))));
        Assert.All(encrypted.Zip(clear), static pair => Assert.True(
            pair.First.Payload.Length > pair.Second.Payload.Length && pair.First.IsSent == pair.Second.IsSent));
        Assert.All(encrypted.Zip(clear), static pair => Assert.Equal(
            pair.First.Source.Concat(pair.First.Target), pair.Second.Source.Concat(pair.Second.Target)));
    }

    [Fact]
    public async Task Packets_in_the_clear_are_the_ones_that_the_peers_made()
    {
        Capture file = await CaptureAsync(All);

        int rtp = 0;
        int rtcp = 0;
        HashSet<uint> received = [];
        HashSet<uint> sent = [];
        foreach (PcapngReader.Packet packet in file.File.Packets.Where(static packet => packet.Interface == "decrypted"))
        {
            if (packet.Dissector == "rtcp")
            {
                var packets = new RtcpCompoundEnumerator(packet.Payload);
                while (packets.MoveNext())
                {
                    rtcp++;
                }

                Assert.False(packets.IsMalformed);
            }
            else
            {
                Assert.Equal("rtp", packet.Dissector);
                Assert.True(RtpPacket.TryParse(packet.Payload, out RtpPacket parsed));
                (packet.IsSent ? sent : received).Add(parsed.Ssrc);
                rtp++;
            }
        }

        Assert.True(rtp > 150 && rtcp > 5, $"{rtp} RTP packets, {rtcp} RTCP packets");
        Assert.Equal([file.ReceivedSsrc], received);
        Assert.Contains(file.SentSsrc, sent);
    }

    /// <summary>Set to a path to keep the file, for a look with Wireshark.</summary>
    private static string? KeptFile => Environment.GetEnvironmentVariable("TUREEN_KEEP_CAPTURE");

    private static bool IsStun(PcapngReader.Packet packet) => packet.Payload[0] < 4;

    private static bool IsDtls(PcapngReader.Packet packet) => packet.Payload[0] is >= 20 and < 64;

    private static bool IsMedia(PcapngReader.Packet packet) => packet.Payload[0] >> 6 == 2;

    private static async Task<Capture> CaptureAsync(PacketCaptureOptions options)
    {
        var queue = new CaptureQueue(options);
        using var stream = new MemoryStream();
        var writer = new CaptureWriter(queue, stream, options);
        uint received;
        uint sent;
        using (var call = new SimulatedCall(3, new LinkConditions { Delay = TimeSpan.FromMilliseconds(20) }))
        {
            SimulatedPeer alice = call.AddPeer(out WebRtcTransportCore aliceTransport);
            SimulatedPeer bob = call.AddPeer(out WebRtcTransportCore bobTransport);
            bobTransport.StartCapture(queue);
            writer.SetLocals(bobTransport.Path.LocalEndpoints);
            Assert.True(call.World.RunUntil(
                () => aliceTransport.IsConnected && bobTransport.IsConnected && alice.IsConnected && bob.IsConnected, TimeSpan.FromSeconds(20)));
            ProducerCore fromAlice = call.Publish(alice, aliceTransport, out _);
            ProducerCore fromBob = call.Publish(bob, bobTransport, out _);
            received = fromBob.RtpParameters.Encodings[0].Ssrc!.Value;
            sent = call.Watch(bob, bobTransport, fromAlice, out _).OutgoingStreams[0].Ssrc;
            call.Watch(alice, aliceTransport, fromBob, out _);
            call.World.Run(TimeSpan.FromSeconds(4));
        }

        // The transport was closed, which ends the capture.
        await writer.RunAsync();
        if (KeptFile is { } path)
        {
            await File.WriteAllBytesAsync(path, stream.ToArray());
        }

        return new Capture(PcapngReader.Read(stream.ToArray()), received, sent);
    }

    private sealed record Capture(PcapngReader File, uint ReceivedSsrc, uint SentSsrc);
}
