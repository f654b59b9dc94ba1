using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Tureen.Rooms.Members;

/// <summary>The JSON of the moderation API. Unknown and repeated members are mistakes of the caller.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowDuplicateProperties = false,
    MaxDepth = 32,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RoomChange))]
[JsonSerializable(typeof(RoomPolicyText))]
[JsonSerializable(typeof(RoomInfo))]
[JsonSerializable(typeof(IReadOnlyList<RoomInfo>))]
[JsonSerializable(typeof(ParticipantChange))]
[JsonSerializable(typeof(ParticipantInfo))]
[JsonSerializable(typeof(IReadOnlyList<ParticipantInfo>))]
[JsonSerializable(typeof(RoomMessage))]
[JsonSerializable(typeof(IReadOnlyList<RoomBan>))]
[JsonSerializable(typeof(IReadOnlyList<WebhookDelivery>))]
[JsonSerializable(typeof(RecordingRequest))]
[JsonSerializable(typeof(RecordingInfo))]
[JsonSerializable(typeof(IReadOnlyList<RecordingInfo>))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class RoomJson : JsonSerializerContext;
