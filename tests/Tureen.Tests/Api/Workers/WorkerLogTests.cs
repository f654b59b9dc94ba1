using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Api.Workers;

public sealed class WorkerLogTests
{
    private readonly RecordingLoggerProvider _log = new();

    [Fact]
    public async Task B05_Levels_and_tags_choose_what_the_engine_logs_also_while_it_runs()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync(new WorkerSettings { LoggerFactory = _log });
        await LogAsync(worker);
        Assert.Empty(Lines());

        await worker.UpdateSettingsAsync(new() { LogLevel = WorkerLogLevel.Warn, LogTags = [WorkerLogTag.Dtls, WorkerLogTag.Ice] });
        await LogAsync(worker);
        Assert.Equal([(LogLevel.Warning, "DTLS failed [transportId:t]")], Lines());

        await worker.UpdateSettingsAsync(new() { LogLevel = WorkerLogLevel.Debug });
        await LogAsync(worker);
        Assert.Equal(
            [(LogLevel.Debug, "ICE Connected [transportId:t]"), (LogLevel.Warning, "DTLS failed [transportId:t]")], Lines());

        await worker.UpdateSettingsAsync(new() { LogTags = [WorkerLogTag.Score, (WorkerLogTag)99] });
        await LogAsync(worker);
        Assert.Equal([(LogLevel.Debug, "producer scores 7 10 [producerId:p]")], Lines());

        await worker.UpdateSettingsAsync(new() { LogLevel = WorkerLogLevel.None });
        await worker.UpdateSettingsAsync();
        await LogAsync(worker);
        Assert.Empty(Lines());
    }

    [Fact]
    public async Task Media_that_are_withheld_make_a_warning()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync(
            new WorkerSettings { LogLevel = WorkerLogLevel.Warn, LogTags = [WorkerLogTag.Rtp], LoggerFactory = _log });
        await worker.Channel.RequestAsync((_, _) =>
        {
            worker.Core.Context.Events.Enqueue(new ConsumerMediaWithheldEvent("c", MediaWithheldReason.NoParameterSets));
            return true;
        });
        await Scene.SettleAsync(worker);

        Assert.Equal(
            [(LogLevel.Warning, "no key frame to begin with: NoParameterSets; going on without [consumerId:c]")], Lines());
    }

    [Fact]
    public async Task Drops_are_logged_at_the_first_second_fourth_and_so_on()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync(
            new WorkerSettings { LogLevel = WorkerLogLevel.Warn, LogTags = [WorkerLogTag.Srtp], LoggerFactory = _log });
        await worker.Channel.RequestAsync((_, _) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                worker.Core.Context.Drop(DropReason.SrtpReplayed, "t");
                worker.Core.Context.Drop(DropReason.RtpMalformed, "t");
            }

            return true;
        });
        await Scene.SettleAsync(worker);

        List<(LogLevel Level, string Text)> lines = Lines();
        Assert.Equal(10, lines.Count);
        Assert.Equal((LogLevel.Warning, "packet dropped: SrtpReplayed, 512 so far [id:t]"), lines[^1]);
    }

    private static async Task LogAsync(Worker worker)
    {
        EngineEvent[] events =
        [
            new IceStateEvent("t", IceState.Connected),
            new DtlsStateEvent("t", DtlsState.Failed, null),
            new ProducerScoreEvent("p", [new(0, 1, null, 7), new(1, 2, null, 10)]),
        ];
        await worker.Channel.RequestAsync((_, _) =>
        {
            Array.ForEach(events, worker.Core.Context.Events.Enqueue);
            return true;
        });
        await Scene.SettleAsync(worker);
    }

    /// <summary>What has been logged of the engine, whose lines name an object, since the last call.</summary>
    private List<(LogLevel Level, string Text)> Lines()
    {
        List<(LogLevel Level, string Text)> lines =
            [.. _log.Lines.Where(static line => line.Text.Contains("id:", StringComparison.OrdinalIgnoreCase))];
        _log.Lines.Clear();
        return lines;
    }
}
