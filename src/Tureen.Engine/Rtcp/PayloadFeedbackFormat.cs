namespace Tureen.Engine.Rtcp;

/// <summary>Formats (FMT) of payload-specific feedback, packet type 206 (RFC 4585 §6.3 and its registry).</summary>
internal enum PayloadFeedbackFormat : byte
{
    PictureLoss = 1,
    SliceLoss = 2,
    ReferencePictureSelection = 3,
    FullIntraRequest = 4,
    TemporalSpatialTradeOffRequest = 5,
    TemporalSpatialTradeOffNotification = 6,
    VideoBackChannel = 7,
    ThirdPartyLoss = 8,
    ApplicationLayer = 15,
}
