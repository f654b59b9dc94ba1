using System.Text;
using Tureen.Ortc;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Api.Routers.Pipes;

public sealed class RouterPipeTests
{
    private const byte AudioPayloadType = 111;
    private const uint AudioSsrc = 11111111;

    [Fact]
    public async Task Media_crosses_once_somebody_consumes_it()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Producer piped = await routers.CarryAsync(producer);
        Assert.Equal((producer.Id, MediaKind.Audio), (piped.Id, piped.Kind));
        Assert.False(await routers.IsSendingAsync());

        Consumer consumer = await routers.ConsumeAsync(piped);
        int received = 0;
        consumer.OnRtp += _ => received++;
        List<PipeSourceScores> scores = [];
        routers.There.OnSourceScores += scores.Add;
        await routers.SettleUntilAsync(routers.IsSendingAsync);
        for (ushort i = 0; i < 100; i++)
        {
            producer.Send(RtpBytes.Packet(AudioPayloadType, i, i * 960u, AudioSsrc, payload: 20));
        }

        await routers.SettleUntilAsync(() => received == 100 && scores.Exists(static one => one.Scores is [10]));
        Assert.All(scores, one => Assert.Same(piped, one.Producer));
    }

    [Fact]
    public async Task Messages_cross_with_their_label_both_ways_over_one_pipe()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        DataProducer forth = await (await routers.Near.CreateDirectTransportAsync()).ProduceDataAsync(new() { Label = "foo", Protocol = "bar" });
        DataProducer back = await (await routers.Far.CreateDirectTransportAsync()).ProduceDataAsync();
        DataProducer pipedForth = await routers.CarryAsync(forth);
        DataProducer pipedBack = await routers.Here.AcceptDataAsync(TwoRouters.Travel(await routers.There.OfferDataAsync(back.Id)));
        Assert.Equal((forth.Id, "foo", "bar"), (pipedForth.Id, pipedForth.Label, pipedForth.Protocol));

        List<string> received = [];
        await ListenAsync(routers.Far, forth.Id, received);
        await ListenAsync(routers.Near, back.Id, received);
        await routers.SettleUntilAsync(() =>
        {
            forth.Send("forth");
            back.Send("back");
            return received.Contains("forth") && received.Contains("back");
        });
    }

    [Fact]
    public async Task The_accepted_producer_pauses_resumes_and_closes_with_its_original()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        await producer.PauseAsync();
        Producer piped = await routers.CarryAsync(producer);
        Assert.True(piped.Paused);

        List<string> events = [];
        piped.Observer.OnPause += () => events.Add("pause");
        piped.Observer.OnResume += () => events.Add("resume");
        piped.Observer.OnClose += () => events.Add("close");
        await producer.ResumeAsync();
        await routers.SettleUntilAsync(() => !piped.Paused);
        await producer.PauseAsync();
        await routers.SettleUntilAsync(() => piped.Paused);
        producer.Close();
        await routers.SettleUntilAsync(() => piped.Closed && events.Count == 3);

        Assert.Equal(["resume", "pause", "close"], events);
        Assert.Null(routers.Far.Objects.FindProducer(producer.Id));
    }

    [Fact]
    public async Task Closing_what_was_accepted_frees_what_sends_it_and_leaves_the_original()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        DataProducer data = await (await routers.Near.CreateDirectTransportAsync()).ProduceDataAsync();
        Producer piped = await routers.CarryAsync(producer);
        DataProducer pipedData = await routers.CarryAsync(data);
        PipedProducer before = await routers.Here.OfferAsync(producer.Id);

        piped.Close();
        pipedData.Close();
        await routers.SettleUntilAsync(async () =>
        {
            PipeTransportDump dump = await routers.Here.Transport.DumpAsync();
            return dump.ConsumerIds.Count + dump.DataConsumerIds.Count == 0;
        });

        Assert.False(producer.Closed || data.Closed);
        PipedProducer after = await routers.Here.OfferAsync(producer.Id);
        Assert.True(after.Number > before.Number);
        Assert.False((await routers.There.AcceptAsync(after)).Closed);
    }

    [Fact]
    public async Task Whatever_is_done_twice_is_done_once()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        DataProducer data = await (await routers.Near.CreateDirectTransportAsync()).ProduceDataAsync();
        await Task.WhenAll(routers.ConnectAsync(), routers.ConnectAsync());

        PipedProducer[] offers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => routers.Here.OfferAsync(producer.Id)));
        PipedDataProducer[] dataOffers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => routers.Here.OfferDataAsync(data.Id)));
        Producer[] accepted = await Task.WhenAll(offers.Select(offer => routers.There.AcceptAsync(offer)));
        DataProducer[] acceptedData = await Task.WhenAll(dataOffers.Select(offer => routers.There.AcceptDataAsync(offer)));

        Assert.Single(offers.Select(static offer => offer.Number).Distinct());
        Assert.Single(dataOffers.Select(static offer => offer.Number).Distinct());
        Assert.Single(accepted.Distinct());
        Assert.Single(acceptedData.Distinct());
        PipeTransportDump dump = await routers.Here.Transport.DumpAsync();
        Assert.Equal((1, 1), (dump.ConsumerIds.Count, dump.DataConsumerIds.Count));
    }

    [Fact]
    public async Task What_is_offered_and_accepted_before_the_ends_know_each_other_works_afterwards()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync(isConnected: false);
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Producer piped = await routers.CarryAsync(producer);
        Consumer consumer = await routers.ConsumeAsync(piped);
        await producer.PauseAsync();
        Assert.False(piped.Paused);

        await routers.ConnectAsync();
        await routers.SettleUntilAsync(() => piped.Paused);
        await producer.ResumeAsync();
        await routers.SettleUntilAsync(routers.IsSendingAsync);

        Assert.False(consumer.Closed);
    }

    [Fact]
    public async Task An_offer_that_is_gone_when_it_is_accepted_closes_again()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        PipedProducer offer = await routers.Here.OfferAsync(producer.Id);
        producer.Close();
        Producer piped = await routers.There.AcceptAsync(offer);

        await routers.SettleUntilAsync(() => piped.Closed);
    }

    [Fact]
    public async Task A_newer_offer_of_the_same_takes_the_place_of_the_older_one_at_once()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync(isConnected: false);
        DataProducer data = await (await routers.Near.CreateDirectTransportAsync()).ProduceDataAsync();
        PipedDataProducer first = await routers.Here.OfferDataAsync(data.Id);
        PipedDataProducer second = first with { Number = first.Number + 1 };
        DataProducer older = await routers.There.AcceptDataAsync(first);
        DataProducer newer = await routers.There.AcceptDataAsync(second);

        Assert.True(older.Closed);
        Assert.False(newer.Closed);
        NotFoundException late = await Assert.ThrowsAsync<NotFoundException>(() => routers.There.AcceptDataAsync(first));
        Assert.Equal($"offer {first.Number} is out of date, offer {second.Number} has taken its place", late.Message);
    }

    [Fact]
    public async Task The_end_of_either_side_closes_everything_at_the_other_one()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Producer piped = await routers.CarryAsync(producer);
        Consumer consumer = await routers.ConsumeAsync(piped);
        List<PipeCloseReason> here = [];
        List<PipeCloseReason> there = [];
        routers.Here.OnClose += here.Add;
        routers.There.OnClose += there.Add;

        routers.Here.Close();
        await routers.SettleUntilAsync(() => there.Count > 0 && here.Count > 0 && consumer.Closed);

        Assert.Equal([PipeCloseReason.Closed], here);
        Assert.Equal([PipeCloseReason.PeerClosed], there);
        Assert.Equal(PipeCloseReason.PeerClosed, routers.There.CloseReason);
        Assert.True(piped.Closed && routers.There.Closed && !routers.There.Connected);
        Assert.False(producer.Closed);
        await Assert.ThrowsAsync<NotFoundException>(() => routers.Here.OfferAsync(producer.Id));
    }

    [Fact]
    public async Task Messages_wait_for_nobody_and_are_not_sent_before_they_are_accepted()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        DataConsumer? carrier = null;
        routers.Here.Transport.Observer.OnNewDataConsumer += one => carrier = one;
        DataProducer data = await (await routers.Near.CreateDirectTransportAsync()).ProduceDataAsync();
        PipedDataProducer offer = await routers.Here.OfferDataAsync(data.Id);
        data.Send("too early");
        Assert.Equal(0, (await carrier!.GetStatsAsync())[0].MessagesSent);

        DataProducer piped = await routers.There.AcceptDataAsync(offer);
        await routers.SettleUntilAsync(async () =>
        {
            data.Send("in time");
            return (await piped.GetStatsAsync())[0].MessagesReceived > 0;
        });
    }

    [Fact]
    public async Task An_end_that_meets_nobody_closes_with_the_reason()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync(
            isConnected: false, TwoRouters.Options with { ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        var closed = new TaskCompletionSource<PipeCloseReason>();
        routers.Here.OnClose += reason => closed.TrySetResult(reason);
        if (routers.Here.CloseReason is { } already)
        {
            closed.TrySetResult(already);
        }

        Assert.Equal(PipeCloseReason.NotConnected, await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.True(routers.Here.Closed);
    }

    [Fact]
    public async Task The_offer_of_another_end_is_refused_and_the_same_one_is_not()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        await routers.Here.ConnectAsync(routers.There.Offer);
        RouterPipe third = await routers.Far.OpenPipeAsync(TwoRouters.Options);

        Assert.Contains(third.Id, Assert.Throws<MediasoupException>(() => { _ = routers.Here.ConnectAsync(third.Offer); }).Message, StringComparison.Ordinal);
        Assert.Contains("own", Assert.Throws<MediasoupTypeException>(() => { _ = routers.Here.ConnectAsync(routers.Here.Offer); }).Message, StringComparison.Ordinal);
        MediasoupTypeException foreign = await Assert.ThrowsAsync<MediasoupTypeException>(
            async () => await routers.There.AcceptAsync(await ForeignAsync(routers, third)));
        Assert.Equal($"invalid pipeId '{third.Id}', the other end of this pipe is '{routers.Here.Id}'", foreign.Message);
    }

    [Fact]
    public async Task What_came_over_a_pipe_goes_on_over_another_but_not_back()
    {
        await using TwoRouters routers = await TwoRouters.CreateAsync();
        await using TwoRouters further = await TwoRouters.CreateAsync();
        Producer producer = await (await routers.Near.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions());
        Producer piped = await routers.CarryAsync(producer);
        RouterPipe third = await routers.Far.OpenPipeAsync(TwoRouters.Options);
        RouterPipe fourth = await further.Near.OpenPipeAsync(TwoRouters.Options);
        await Task.WhenAll(third.ConnectAsync(fourth.Offer), fourth.ConnectAsync(third.Offer));

        Producer again = await fourth.AcceptAsync(await third.OfferAsync(piped.Id));
        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(() => { _ = routers.There.OfferAsync(piped.Id); });

        Assert.Equal(producer.Id, again.Id);
        Assert.Equal($"invalid producerId '{piped.Id}', the producer comes from the other end of this pipe", error.Message);
        producer.Close();
        await further.SettleUntilAsync(() => again.Closed);
    }

    /// <summary>An offer of an end that is not the other end of the pipe.</summary>
    private static async Task<PipedProducer> ForeignAsync(TwoRouters routers, RouterPipe third) =>
        await third.OfferAsync((await (await routers.Far.CreateDirectTransportAsync()).ProduceAsync(Scene.AudioOptions())).Id);

    private static async Task ListenAsync(Router router, string producerId, List<string> received)
    {
        DataConsumer consumer = await (await router.CreateDirectTransportAsync()).ConsumeDataAsync(new() { DataProducerId = producerId });
        consumer.OnMessage += message =>
        {
            lock (received)
            {
                received.Add(Encoding.UTF8.GetString(message.Data.Span));
            }
        };
    }
}
