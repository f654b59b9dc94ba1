using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>A data producer of this end's router whose messages come from the other end.</summary>
internal sealed class AcceptedData(PipeControl control, uint number) : AcceptedEntry(control, number)
{
    private static readonly ProducerLayersWanted Always = new(0, 0);

    private DataProducerCore? _producer;

    protected override string Id => _producer!.Id;

    protected override bool IsClosed => _producer!.IsClosed;

    protected override ProducerLayersWanted Wish => Always;

    /// <exception cref="MediasoupException">The pipe carries as much as it may, or something of this number.</exception>
    public void Attach(DataProducerCore producer)
    {
        _producer = producer;
        Control.Add(this);
    }

    protected override void SetPaused(Timestamp now, bool isPaused, IDatagramSink sink)
    {
        if (isPaused)
        {
            _producer!.Pause();
        }
        else
        {
            _producer!.Resume();
        }
    }

    protected override void Close(Timestamp now, IDatagramSink sink) => Control.Transport.Data.CloseDataProducer(now, _producer!, sink);
}
