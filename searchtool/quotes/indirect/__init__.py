"""Finds statements that are retold without quotation marks: «X заявил, что Y», «Y, сообщил X»."""
