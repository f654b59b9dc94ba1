using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Pipes;

/// <summary>A producer of this end's router whose media comes from the other end.</summary>
internal sealed class AcceptedMedia(PipeControl control, uint number) : AcceptedEntry(control, number)
{
    private ProducerCore? _producer;

    protected override string Id => _producer!.Id;

    protected override bool IsClosed => _producer!.IsClosed;

    protected override ProducerLayersWanted Wish => _producer!.Wanted.Reported;

    /// <exception cref="MediasoupException">The pipe carries as much as it may, or something of this number.</exception>
    public void Attach(ProducerCore producer)
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
            _producer!.Resume(now, sink);
        }
    }

    protected override void Close(Timestamp now, IDatagramSink sink) => Control.Transport.Media.CloseProducer(now, _producer!, sink);
}
