using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to an observer of audio levels, and to its router about it.</summary>
internal static class RtpObserverRequests
{
    public static Answer Handle(RouterCore router, RtpObserverCore observer, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.RtpObserverPause:
                observer.Pause();
                break;
            case RequestMethod.RtpObserverResume:
                observer.Resume(context.Now);
                break;
            case RequestMethod.RtpObserverAddProducer:
                router.AddObservedProducer(context.Now, observer, context.Read(RtpObserverMessages.ReadProducerId));
                break;
            case RequestMethod.RtpObserverRemoveProducer:
                router.RemoveObservedProducer(context.Now, observer, context.Read(RtpObserverMessages.ReadProducerId));
                break;
            default:
                return context.Unknown();
        }

        return Answer.Done;
    }

    public static Answer Create(RouterCore router, in RequestContext context)
    {
        if (context.Method == RequestMethod.RouterCreateAudioLevelObserver)
        {
            router.CreateAudioLevelObserver(context.Now, context.Read(RtpObserverMessages.ReadAudioLevelOptions));
        }
        else
        {
            router.CreateActiveSpeakerObserver(context.Now, context.Read(RtpObserverMessages.ReadActiveSpeakerOptions));
        }

        return Answer.Done;
    }

    public static Answer Close(RouterCore router, in RequestContext context)
    {
        string id = context.Read(RouterMessages.ReadRtpObserverId);
        router.CloseRtpObserver(router.RtpObservers.GetValueOrDefault(id)
            ?? throw new NotFoundException($"RtpObserver not found [rtpObserverId:{id}]"));
        return Answer.Done;
    }
}
