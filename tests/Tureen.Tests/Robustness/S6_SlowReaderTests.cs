using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Tests.Rooms;
using Tureen.Tests.Rooms.Protoo;

namespace Tureen.Tests.Robustness;

/// <summary>S6a, S6b, S6f: a client that floods or does not read holds up itself, and loses its own connection at most.</summary>
public sealed class S6_SlowReaderTests
{
    private readonly SignalingMemory _memory = new();

    [Fact]
    public void S6b_what_a_later_message_says_anew_is_left_out_when_the_client_reads_slowly()
    {
        var frames = new OutgoingFrames(_memory);
        byte[] score = new byte[1_000];
        for (int index = 0; index < 10_000; index++)
        {
            Assert.True(frames.TryAdd(score, isOptional: true));
        }

        Assert.InRange(_memory.Queued, ProtooLimits.OptionalShare, ProtooLimits.OptionalShare + score.Length);
        Assert.True(frames.TryAdd(score, isOptional: false));
        frames.Clear();
        Assert.Equal(0, _memory.Queued);
    }

    [Fact]
    public void S6b_only_the_queue_of_who_does_not_read_overflows()
    {
        var slow = new OutgoingFrames(_memory);
        var other = new OutgoingFrames(_memory);
        byte[] frame = new byte[100_000];

        Assert.InRange(Fill(slow, frame), ProtooLimits.MaxQueuedBytes - frame.Length, ProtooLimits.MaxQueuedBytes);
        Assert.True(other.TryAdd(frame, isOptional: false));
    }

    [Fact]
    public void S6a_when_slow_readers_fill_the_memory_those_who_read_go_on()
    {
        byte[] frame = new byte[100_000];
        while (!_memory.IsQueueFull)
        {
            Fill(new OutgoingFrames(_memory), frame);
        }

        // A long answer to one who has read all passes; a queue that grows beyond its share does not.
        Assert.True(new OutgoingFrames(_memory).TryAdd(new byte[ProtooLimits.MaxQueuedBytes], isOptional: false));
        Assert.InRange(
            Fill(new OutgoingFrames(_memory), frame), ProtooLimits.QueuedShare, ProtooLimits.QueuedShare + frame.Length);
    }

    [Fact]
    public void S6f_a_flood_is_read_at_the_rate_of_the_connection_and_of_its_address()
    {
        var time = new ManualTime();
        var shared = new TokenBucket(time, perSecond: 10, burst: 100);
        var budget = new ProtooBudget(time, new RoomLimitOptions(), null, _memory);
        var sharing = new ProtooBudget(time, new RoomLimitOptions(), shared, _memory);

        Assert.All(Enumerable.Range(0, ProtooLimits.MessageBurst), _ => Assert.Equal(TimeSpan.Zero, budget.Pay(100)));
        Assert.Equal(TimeSpan.FromSeconds(1.0 / ProtooLimits.MessagesPerSecond), budget.Pay(100));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(TimeSpan.Zero, sharing.Pay(100)));
        Assert.Equal(TimeSpan.FromMilliseconds(100), sharing.Pay(100));
        Assert.InRange(
            new ProtooBudget(time, new RoomLimitOptions(), null, _memory).Pay(10_000_000),
            TimeSpan.FromSeconds(30),
            TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task S6f_notifications_wait_unread_while_too_many_are_being_handled()
    {
        using var pair = new WebSocketPair();
        using var connection = new ProtooConnection(pair.Server, NullLogger.Instance);
        var handler = new StalledHandler();
        Task running = connection.RunAsync(handler);

        // As many as may be handled at once, and further ones that nobody reads.
        for (int index = 0; index < 3 * ProtooLimits.MaxConcurrentRequests; index++)
        {
            await pair.Client.SendAsync(
                Encoding.UTF8.GetBytes("""{"notification":true,"method":"m"}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        }

        await handler.Full.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(ProtooLimits.MaxConcurrentRequests, handler.MostAtOnce);
        handler.Gate.SetResult();
        await pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await running;
        Assert.Equal(3 * ProtooLimits.MaxConcurrentRequests, handler.Count);
        Assert.Equal(ProtooLimits.MaxConcurrentRequests, handler.MostAtOnce);
    }

    [Fact]
    public async Task S6b_requests_to_a_client_that_does_not_answer_take_turns()
    {
        using var pair = new WebSocketPair();
        using var connection = new ProtooConnection(pair.Server, NullLogger.Instance);
        List<IDisposable> turns = [];
        for (int index = 0; index < ProtooLimits.MaxOutgoingRequests; index++)
        {
            turns.Add(await connection.WaitForTurnAsync());
        }

        Task<IDisposable> next = connection.WaitForTurnAsync();
        Assert.False(next.IsCompleted);
        turns[0].Dispose();
        turns[0].Dispose();
        await next;
        Task<IDisposable> last = connection.WaitForTurnAsync();
        Assert.False(last.IsCompleted);
        connection.Close();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
    }

    private static long Fill(OutgoingFrames frames, byte[] frame)
    {
        long bytes = 0;
        while (frames.TryAdd(frame, isOptional: false))
        {
            bytes += frame.Length;
        }

        return bytes;
    }

    private sealed class StalledHandler : IProtooHandler
    {
        private int _atOnce;

        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; private set; }

        public int MostAtOnce { get; private set; }

        public Task HandleRequestAsync(ProtooRequest request) => Task.CompletedTask;

        public async Task HandleNotificationAsync(string method, JsonElement data)
        {
            Count++;
            int atOnce = Interlocked.Increment(ref _atOnce);
            MostAtOnce = Math.Max(MostAtOnce, atOnce);
            if (atOnce == ProtooLimits.MaxConcurrentRequests)
            {
                Full.TrySetResult();
            }

            await Gate.Task;
            Interlocked.Decrement(ref _atOnce);
        }
    }
}
