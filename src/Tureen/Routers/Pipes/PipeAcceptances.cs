using Tureen.Engine.Transports.Pipes;

namespace Tureen;

/// <summary>What one end of a pipe has accepted from the other one: each offer once, however often it is given.</summary>
internal sealed class PipeAcceptances(PipeTransport transport, PipeControl control)
{
    private readonly SharedTasks<uint, Producer> _media = new(static producer => producer.Closed);
    private readonly SharedTasks<uint, DataProducer> _data = new(static producer => producer.Closed);

    /// <summary>The end whose offers it takes; null before the first.</summary>
    private string? _from;

    /// <summary>Takes in offers of this end only. What was accepted from another one, before this was known, closes.</summary>
    public void HandlePeer(string pipeId)
    {
        string? before = Interlocked.Exchange(ref _from, pipeId);
        if (before is null || before == pipeId)
        {
            return;
        }

        foreach ((_, Producer producer) in _media.Living)
        {
            producer.Close();
        }

        foreach ((_, DataProducer producer) in _data.Living)
        {
            producer.Close();
        }
    }

    public Task<Producer> AcceptAsync(PipedProducer piped, PipeAcceptOptions options)
    {
        PipeCheck.Piped(piped);
        CheckSource(piped.PipeId);
        return _media.GetOrAddAsync(piped.Number, () => CreateAsync(piped, options));
    }

    public Task<DataProducer> AcceptAsync(PipedDataProducer piped, PipeAcceptOptions options)
    {
        PipeCheck.Piped(piped);
        CheckSource(piped.PipeId);
        return _data.GetOrAddAsync(piped.Number, () => CreateAsync(piped, options));
    }

    private void CheckSource(string pipeId)
    {
        string? from = Interlocked.CompareExchange(ref _from, pipeId, null);
        Check.That(from is null || from == pipeId, $"invalid pipeId '{pipeId}', the other end of this pipe is '{from}'");
    }

    private async Task<Producer> CreateAsync(PipedProducer piped, PipeAcceptOptions options)
    {
        foreach ((uint number, Producer older) in _media.Living)
        {
            if (older.Id == piped.ProducerId)
            {
                CheckNewer(piped.Number, number);
                older.Close();
            }
        }

        var entry = new AcceptedMedia(control, piped.Number);
        Producer producer = await transport.Media.ProduceAsync(
            new ProducerOptions
            {
                Id = options.KeepId ? piped.ProducerId : null,
                Kind = piped.Kind,
                RtpParameters = piped.RtpParameters,
                Paused = piped.Paused,
                AppData = options.AppData,
            },
            entry).ConfigureAwait(false);
        await PipeAttachment.RunAsync(transport, () => entry.Attach(producer.Alive()), producer.Close, () => CheckSource(piped.PipeId)).ConfigureAwait(false);

        producer.Observer.OnClose += () => _media.Forget(piped.Number);
        return producer;
    }

    private async Task<DataProducer> CreateAsync(PipedDataProducer piped, PipeAcceptOptions options)
    {
        int streamId = piped.SctpStreamParameters.StreamId;
        foreach ((uint number, DataProducer older) in _data.Living)
        {
            if (older.Id == piped.DataProducerId || older.SctpStreamParameters?.StreamId == streamId)
            {
                CheckNewer(piped.Number, number);
                older.Close();
            }
        }

        var entry = new AcceptedData(control, piped.Number);
        DataProducer producer = await transport.Data.ProduceAsync(
            new DataProducerOptions
            {
                Id = options.KeepId ? piped.DataProducerId : null,
                SctpStreamParameters = piped.SctpStreamParameters,
                Label = piped.Label,
                Protocol = piped.Protocol,
                Paused = piped.Paused,
                AppData = options.AppData,
            },
            entry).ConfigureAwait(false);
        await PipeAttachment.RunAsync(transport, () => entry.Attach(producer.Alive()), producer.Close, () => CheckSource(piped.PipeId)).ConfigureAwait(false);

        producer.Observer.OnClose += () => _data.Forget(piped.Number);
        return producer;
    }

    /// <summary>The other end has offered the same again, so the older offer is gone; the message about that is on its way.</summary>
    private static void CheckNewer(uint number, uint older)
    {
        if (number < older)
        {
            throw new NotFoundException($"offer {number} is out of date, offer {older} has taken its place");
        }
    }
}
