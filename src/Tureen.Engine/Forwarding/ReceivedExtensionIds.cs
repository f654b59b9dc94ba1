using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Ids of the header extensions that one transport receives: the union of what its producers announced, last one wins.</summary>
/// <remarks>0 means not negotiated.</remarks>
internal sealed class ReceivedExtensionIds
{
    public int Mid { get; private set; }

    public int RtpStreamId { get; private set; }

    public int RepairedRtpStreamId { get; private set; }

    public int AbsSendTime { get; private set; }

    public int TransportWideCc { get; private set; }

    public int DependencyDescriptor { get; private set; }

    public int AbsCaptureTime { get; private set; }

    public int VideoOrientation { get; private set; }

    public int AudioLevel { get; private set; }

    public void Merge(List<RtpHeaderExtensionParameters> extensions)
    {
        foreach (RtpHeaderExtensionParameters extension in extensions)
        {
            Merge(extension.Uri, extension.Id);
        }
    }

    private void Merge(string uri, int id)
    {
        switch (uri)
        {
            case RtpHeaderExtensionUri.Mid:
                Mid = id;
                break;
            case RtpHeaderExtensionUri.RtpStreamId:
                RtpStreamId = id;
                break;
            case RtpHeaderExtensionUri.RepairedRtpStreamId:
                RepairedRtpStreamId = id;
                break;
            case RtpHeaderExtensionUri.AbsSendTime:
                AbsSendTime = id;
                break;
            case RtpHeaderExtensionUri.TransportWideCc:
                TransportWideCc = id;
                break;
            case RtpHeaderExtensionUri.DependencyDescriptor:
                DependencyDescriptor = id;
                break;
            case RtpHeaderExtensionUri.VideoOrientation:
                VideoOrientation = id;
                break;
            case RtpHeaderExtensionUri.AudioLevel:
                AudioLevel = id;
                break;
            case RtpHeaderExtensionUri.AbsCaptureTime:
                AbsCaptureTime = id;
                break;
            default:
                break;
        }
    }
}
