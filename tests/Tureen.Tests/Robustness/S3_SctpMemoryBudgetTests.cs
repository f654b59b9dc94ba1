using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

/// <summary>Associations that together would hold more than the worker has for messages.</summary>
public sealed class S3_SctpMemoryBudgetTests
{
    private const int Budget = 8 * 1024 * 1024;

    private static readonly byte[] Payload = new byte[1000];

    private readonly SctpBufferPool _pool = new(Budget);

    [Fact]
    public void S3_greedy_receivers_stay_within_the_budget_and_small_messages_of_others_pass()
    {
        DataReceiver[] greedy = [.. Enumerable.Range(0, 30).Select(_ => CreateReceiver())];
        DataVerdict[] verdicts = [.. greedy.Select(Fill)];

        // The first took most: it ends. The later ones found less, and are asked to wait.
        Assert.Equal(DataVerdict.Exhausted, verdicts[0]);
        Assert.Equal(DataVerdict.Refused, verdicts[^1]);
        Assert.InRange(greedy[^1].AdvertisedWindow, 0u, (uint)Payload.Length);
        Assert.InRange(_pool.Budget.Used, Budget / 2, Budget + (greedy.Length * SctpLimits.GuaranteedShare));

        DataReceiver honest = CreateReceiver();
        Assert.InRange(honest.AdvertisedWindow, 1u, (uint)SctpLimits.GuaranteedShare * 4);
        for (uint tsn = 1; tsn <= 1000; tsn++)
        {
            Assert.Equal(DataVerdict.Accepted, Add(honest, tsn, DataChunkFlags.Beginning | DataChunkFlags.End));
            Assert.True(honest.TryReadMessage(out SctpMessage message));
            message.Release();
        }

        // What the greedy leave is there for all again.
        foreach (DataReceiver receiver in greedy)
        {
            receiver.Close();
        }

        Assert.Equal(0, _pool.Budget.Used);
        Assert.Equal((uint)(Budget / 4), honest.AdvertisedWindow);
    }

    [Fact]
    public void S3_greedy_senders_stay_within_the_budget_and_small_messages_of_others_pass()
    {
        DataSender[] greedy = [.. Enumerable.Range(0, 30).Select(_ => new DataSender(_pool, new DataSenderOptions()))];
        foreach (DataSender sender in greedy)
        {
            while (Send(sender) == SendOutcome.Queued)
            {
            }

            Assert.Equal(SendOutcome.BufferFull, Send(sender));
        }

        Assert.InRange(_pool.Budget.Used, Budget / 2, Budget + (greedy.Length * 2 * SctpLimits.GuaranteedShare));
        var honest = new DataSender(_pool, new DataSenderOptions());
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(SendOutcome.Queued, Send(honest));
        }
    }

    [Fact]
    public void S3_what_the_budget_refuses_is_counted_and_comes_again()
    {
        SctpScene scene = SctpScene.Connected();
        scene.Pool.Budget.Take(SctpLimits.WorkerBudget);
        Assert.Equal(SendOutcome.BufferFull, scene.A.SendMessage(scene.Now, 1, new byte[SctpLimits.GuaranteedShare + 1]));
        Assert.Equal(SendOutcome.Queued, scene.A.SendMessage(scene.Now, 1, new byte[50_000]));
        scene.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(50_000, Assert.Single(scene.B.Messages).Payload.Length);

        scene.Pool.Budget.Return(SctpLimits.WorkerBudget);
        Assert.Equal(SendOutcome.Queued, scene.A.SendMessage(scene.Now, 2, new byte[200_000]));
        scene.Pool.Budget.Take(SctpLimits.WorkerBudget);
        scene.Run(TimeSpan.FromSeconds(20));
        Assert.Single(scene.B.Messages);
        Assert.InRange(scene.B.Association.GetStats().PacketsDropped, 1, long.MaxValue);

        scene.Pool.Budget.Return(SctpLimits.WorkerBudget);
        scene.Run(TimeSpan.FromMinutes(2));
        Assert.Equal(200_000, scene.B.Messages[^1].Payload.Length);
        Assert.Equal(SctpAssociationState.Connected, scene.B.State);
        Assert.Equal(0, scene.Pool.Budget.Used);
    }

    [Fact]
    public void S3_the_drop_names_the_budget()
    {
        var attacker = new SctpAttacker(SctpExtensions.None);
        attacker.Pool.Budget.Take(SctpLimits.WorkerBudget);
        DropReason reason = DropReason.None;
        for (int i = 0; i < 100 && reason == DropReason.None; i++)
        {
            byte[] packet = attacker.Make(Data(attacker.NextTsn++, flags: 2, (ushort)i, payload: new byte[1000]));
            attacker.Victim.Association.HandlePacket(attacker.Now, packet, attacker.Victim, out reason);
        }

        Assert.Equal(DropReason.SctpOverBudget, reason);
        Assert.InRange(attacker.Victim.Association.GetStats().HeldBytes, 50_000, SctpLimits.GuaranteedShare);
    }

    private static DataVerdict Add(DataReceiver receiver, uint tsn, DataChunkFlags flags) => receiver.HandleData(new DataChunk
    {
        Flags = flags,
        Tsn = tsn,
        StreamId = (ushort)tsn,
        Payload = Payload,
    });

    private static DataVerdict Fill(DataReceiver receiver)
    {
        DataVerdict verdict;
        uint tsn = 0;
        do
        {
            verdict = Add(receiver, ++tsn, DataChunkFlags.Beginning);
        }
        while (verdict == DataVerdict.Accepted);
        return verdict;
    }

    private static SendOutcome Send(DataSender sender) => sender.Send(Timestamp.Zero, 1, 53, Payload, default);

    private DataReceiver CreateReceiver()
    {
        var receiver = new DataReceiver(_pool, SctpLimits.DefaultReceiveWindow, SctpLimits.DefaultMaxMessage);
        receiver.Establish(1, isInterleaving: false);
        return receiver;
    }
}
