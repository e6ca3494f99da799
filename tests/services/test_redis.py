import redis


def test_redis_answers_and_is_empty_for_each_test(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("word", "kept")
        assert client.get("word") == b"kept"


def test_redis_tells_all_who_listen(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client, client.pubsub(ignore_subscribe_messages=True) as listener:
        listener.subscribe("topics")
        listener.get_message(timeout=5)
        client.publish("topics", "commitment:5")
        heard = listener.get_message(timeout=5)

    assert heard is not None
    assert heard["data"] == b"commitment:5"
